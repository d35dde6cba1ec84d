"""What anybody can check evidence with; one file, and none of the service."""

"""Evidence bytes in any S3-compatible store, with verified copies on this host for decoders."""

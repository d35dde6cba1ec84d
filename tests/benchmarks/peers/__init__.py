"""What somebody would use instead, and by which measure; runs in an environment of its own.

The libraries here bring another build of OpenCV, which must not meet the product's: `make
bench` installs `requirements.txt` into `.venv-bench`. Nothing here imports the product.
"""

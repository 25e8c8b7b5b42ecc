"""Object stores as raw and processed roots: `s3://bucket/raw`, `gs://bucket/processed`."""

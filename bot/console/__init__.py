"""What operators look at over HTTP: health, metrics, and a page. It reads, and changes nothing."""

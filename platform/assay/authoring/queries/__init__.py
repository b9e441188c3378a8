"""What pages about content read: the course as it is, what a draft would change, versions and their differences."""

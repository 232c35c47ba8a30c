"""What has been read so far, and where in the result does each line of it end up?"""

"""Where do the watched series come from, what does the method say of them, and which alerts wait for whom?"""

"""Which page answers: a plan's overviews, one action, progress, proof, or the plan's structure?"""

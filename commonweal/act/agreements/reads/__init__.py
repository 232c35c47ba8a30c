"""What was agreed, what is missing, what is deployed, what was done with which effect, and which problems come again?"""

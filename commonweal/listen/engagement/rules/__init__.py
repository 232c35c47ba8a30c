"""What is allowed and what counts as late when we speak with communities?"""

"""What plan does running text hold: objectives, actions, tasks, outcomes, partners and resources?"""

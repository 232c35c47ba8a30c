"""Changes to rounds, returns, items, answers, summaries and meetings, each one audited."""

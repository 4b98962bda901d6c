"""Words to candidate lemmas, and candidates to the best one."""

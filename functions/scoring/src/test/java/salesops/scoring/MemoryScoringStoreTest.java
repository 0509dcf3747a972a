package salesops.scoring;

class MemoryScoringStoreTest extends ScoringStoreContract {}

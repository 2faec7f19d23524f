// These tests measure systems that run; two at a time would measure each other.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

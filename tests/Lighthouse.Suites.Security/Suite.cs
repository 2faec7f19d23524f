using Lighthouse.Suites;

[assembly: AssemblyFixture(typeof(Day))]

// One measurement at a time: each would be in the others' way.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

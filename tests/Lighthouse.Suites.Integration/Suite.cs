using Lighthouse.Suites;

[assembly: AssemblyFixture(typeof(Day))]

// The gates wait for deadlines most of their time, so they wait side by side, whatever the number of processors;
// those that measure time belong to a collection that runs alone, after the others.
[assembly: CollectionBehavior(MaxParallelThreads = -1)]

using Lighthouse.Suites;

[assembly: AssemblyFixture(typeof(Day))]

// Every scenario has a bridge of its own and waits most of the time: three side by side do not disturb each other even on two cores.
[assembly: CollectionBehavior(MaxParallelThreads = 3)]

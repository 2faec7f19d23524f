using Lighthouse.Suites;

[assembly: AssemblyFixture(typeof(Day))]

// The gates wait for deadlines most of their time, so they wait side by side, whatever the number of processors (see the runner's
// configuration); those that measure time belong to a collection that runs alone, after the others.

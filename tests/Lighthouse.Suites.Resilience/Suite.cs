using Lighthouse.Suites;
using Lighthouse.Suites.Resilience;

[assembly: AssemblyFixture(typeof(Day))]
[assembly: TestCollectionOrderer(typeof(ScoreLast))]

using Lighthouse.Suites;

[assembly: AssemblyFixture(typeof(Day))]

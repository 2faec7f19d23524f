using Lighthouse.Suites;
using Lighthouse.Suites.Performance;

[assembly: AssemblyFixture(typeof(Day))]
[assembly: AssemblyFixture(typeof(AgentPool))]

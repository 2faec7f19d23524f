using Lighthouse.Pipeline.Suites;
using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Architecture.Tests;

/// <summary>What the runbook demands of a suite, the suite measures, and nothing else.</summary>
public sealed class SuitesAndRunbook
{
    private static readonly Runbook Runbook = RunbookReader.ReadFile(Checkout.Week2);

    public static TheoryData<string> Days => [.. Runbook.Days.Select(day => day.Name)];

    [Theory, MemberData(nameof(Days))]
    public void Every_gate_has_a_test_and_every_test_a_gate(string name)
    {
        var day = Runbook.FindDay(name)!;
        var suite = new SuiteLocation(Path.Combine(Checkout.Root, "tests"), Configuration).AssemblyOf(day);
        Assert.Empty(SuiteCatalogue.Read(suite).Compare(day));
    }

#if DEBUG
    private const string Configuration = "Debug";
#else
    private const string Configuration = "Release";
#endif
}

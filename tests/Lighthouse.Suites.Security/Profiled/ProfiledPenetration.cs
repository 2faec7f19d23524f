using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.TargetProfiles;
using Lighthouse.Security;
using Lighthouse.Security.AuthBypass;
using Lighthouse.Security.OpenApi;
using Lighthouse.Security.Penetration;

namespace Lighthouse.Suites.Security.Profiled;

/// <summary>The classes of attack that need to know nothing of a service but its operations. The others are named as not run.</summary>
internal static class ProfiledPenetration
{
    private const int FewestMutants = 1_000;

    private static readonly string[] Measured =
        [PenetrationClasses.Injection, PenetrationClasses.CrossSiteScripting, PenetrationClasses.Authentication, PenetrationClasses.Traversal, PenetrationClasses.Execution, PenetrationClasses.Disclosure];

    private static readonly (string Class, string Why)[] NotMeasured =
    [
        (PenetrationClasses.CrossSiteRequests, "the gate csrf tries it as far as a browser adds the credential"),
        (PenetrationClasses.Privileges, "a profile has no roles; the gate agent-impersonation tries what belongs to the victim"),
        (PenetrationClasses.DenialOfService, "a profile promises no limits, and floods would hit whoever shares the service"),
        (PenetrationClasses.Sessions, "a profile does not say what a session of a service is bound to"),
    ];

    public static async Task RunAsync(Day day, TargetProfile profile, string gate)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var target = ProfiledTarget.Of(day, profile);
        var description = await target.DescriptionAsync(cancellation);
        var own = description with { Operations = [.. description.Operations.Where(operation => operation.IsPublic || target.CallerOf(operation) == Caller.Attacker)] };
        Assert.SkipWhen(own.Operations.Count == 0, "the attack does not apply to this target: the profile leaves no operation that the attacker may call");
        var options = Options(day, target, own, day.Sizes(gate).Count("cases"));
        var result = await new PenetrationAttack(options).RunAsync(target.Context(target.Attacker, day.Random(gate)), cancellation);
        Record(day, target, gate, result);
    }

    private static PenetrationOptions Options(Day day, ProfiledTarget target, OpenApiDescription description, int cases) => new()
    {
        Description = description,
        Classes = Measured,
        Carrier = target.Attacker.Carrier,
        FreshToken = target.Attacker.FreshAsync,
        Examples = description.Operations.DistinctBy(operation => operation.Id).ToDictionary(
            operation => operation.Id,
            Func<string, CancellationToken, Task<OperationExample>> (operation) => (_, _) => Task.FromResult(target.ExampleOf(operation))),
        // A service with few operations gets more of each, so that the runbook's number of attempts can be reached.
        CasesPerOperation = Math.Max(cases, FewestMutants / description.Operations.Count),
        HealthPath = target.Profile.HealthPath,
        CanaryFolder = Path.Combine(day.Scratch, "penetration-canaries"),
    };

    /// <summary>Records what was measured, then leaves the gate not run, because four of its classes are not.</summary>
    private static void Record(Day day, ProfiledTarget target, string gate, AttackResult result)
    {
        Attacks.Report(day, gate, result);
        var measure = new Measure(gate, $"{Attacks.How(result)} {target.LeftOut}".TrimEnd());
        var doubts = Attacks.DoubtsOf(result);
        var measurements = new List<Measurement> { measure.Count("penetration.critical_or_high", result.Accepted, result.Attempts, doubts) };
        var few = new List<string>();
        foreach (var name in Measured)
        {
            var group = result.Groups.FirstOrDefault(group => group.Name == name);
            var metric = $"{gate}.{name.Replace(' ', '_').Replace('-', '_')}";
            if (group is { Accepted: > 0 } || group?.Attempts >= (AttackResults.Asked(day, gate, metric) ?? 0))
                measurements.Add(measure.Count(metric, group.Accepted, group.Attempts, group.Accepted > 0 ? [] : doubts));
            else
                few.Add($"{name} ({group?.Attempts ?? 0} attempts are fewer than the runbook asks for)");
        }

        day.Evidence.Record([.. measurements]);
        Assert.Skip($"nothing critical or high was found in {result.Attempts:#,##0} attempts, but not run on a target with a profile: {string.Join("; ", NotMeasured.Select(one => $"{one.Class} ({one.Why})").Concat(few))}");
    }
}

using Lighthouse.Readiness.TargetProfiles;
using Lighthouse.Security;
using Lighthouse.Security.AuthBypass;
using Lighthouse.Security.OpenApi;

namespace Lighthouse.Suites.Security.Profiled;

/// <summary>No operation of a service that is known by its profile answers without a valid credential.</summary>
internal static class ProfiledAuthBypass
{
    public static async Task RunAsync(Day day, TargetProfile profile, string gate, string metric)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var target = ProfiledTarget.Of(day, profile);
        var description = await target.DescriptionAsync(cancellation);
        var results = new List<AttackResult>();
        foreach (var (caller, who) in new[] { (Caller.Attacker, target.Attacker), (Caller.Victim, target.Victim) })
        {
            var own = description.Operations.Where(operation => operation.IsPublic || target.CallerOf(operation) == caller).ToList();
            if (who is not null && own.Any(operation => !operation.IsPublic))
                results.Add(await AttackAsync(target, who, description with { Operations = own }, day.Random($"{gate}/{who.Name}"), cancellation));
        }

        AttackResults.Record(day, target, gate, metric, AttackResults.Together(results, "the profile and the description declare every operation public."));
    }

    private static Task<AttackResult> AttackAsync(ProfiledTarget target, Presenter who, OpenApiDescription description, Random random, CancellationToken cancellation) =>
        new AuthBypassAttack(new AuthBypassOptions
        {
            Description = description,
            Carrier = who.Carrier,
            IsForeign = true,
            FreshToken = who.FreshAsync,
            RevokedToken = who.Revoked,
            Examples = description.Operations.DistinctBy(operation => operation.Id).ToDictionary(
                operation => operation.Id,
                Func<string, CancellationToken, Task<OperationExample>> (operation) => (_, _) => Task.FromResult(target.ExampleOf(operation))),
        }).RunAsync(target.Context(who, random), cancellation);
}

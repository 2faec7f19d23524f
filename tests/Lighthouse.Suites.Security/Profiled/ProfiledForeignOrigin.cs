using Lighthouse.Readiness.TargetProfiles;
using Lighthouse.Security.CrossAccess;

namespace Lighthouse.Suites.Security.Profiled;

/// <summary>Nothing is changed because another site made the user's browser ask for it.</summary>
internal static class ProfiledForeignOrigin
{
    public static async Task RunAsync(Day day, TargetProfile profile, string gate, string metric)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var target = ProfiledTarget.Of(day, profile);
        var description = await target.DescriptionAsync(cancellation);
        var changes = description.Operations
            .Where(operation => !operation.IsPublic && target.CallerOf(operation) == Caller.Attacker && ChangesState(profile, operation.Method, operation.Path))
            .Select(operation => (operation, target.ExampleOf(operation)));
        var result = await new ForeignOriginAttack(new ForeignOriginOptions
        {
            Carrier = target.Attacker.Carrier,
            Credential = target.Attacker.FreshAsync,
            Changes = [.. changes],
        }).RunAsync(target.Context(target.Attacker, day.Random(gate)), cancellation);
        AttackResults.Record(day, target, gate, metric, result);
    }

    private static bool ChangesState(TargetProfile profile, string method, string path) =>
        profile.Find(method, path)?.ChangesState ?? method is not ("GET" or "HEAD" or "OPTIONS");
}

using System.Globalization;
using System.Text.Json;
using Lighthouse.Bridge.Client;
using Lighthouse.Readiness.Evidence;
using Lighthouse.Security;
using Lighthouse.Security.Penetration;
using Lighthouse.Suites.Security.Profiled;
using Lighthouse.Targets;

namespace Lighthouse.Suites.Security;

/// <summary>Ten classes of attack on every described operation: what is critical or high is counted, by class.</summary>
[Collection(Alone.Name)]
public sealed class Penetration(Day day)
{
    private const string Gate = "penetration";

    [Fact, Gate(
        Gate, "penetration.critical_or_high", "penetration.injection", "penetration.cross_site_scripting", "penetration.cross_site_request_forgery",
        "penetration.authentication_bypass", "penetration.privilege_escalation", "penetration.path_traversal", "penetration.remote_code_execution",
        "penetration.information_disclosure", "penetration.denial_of_service", "penetration.session_management")]
    public async Task No_class_of_attack_finds_anything_critical_or_high()
    {
        if (day.TargetProfile is { } profile)
        {
            await ProfiledPenetration.RunAsync(day, profile, Gate);
            return;
        }

        var cancellation = TestContext.Current.CancellationToken;
        var sizes = day.Sizes(Gate);
        // An instance of its own: the attack changes flags and leaves agents, events and policies behind.
        await using var own = day.Target.Recipe is null ? null : await day.StartOwnTargetAsync(cancellation);
        var url = own?.Url ?? day.Target.Url;
        await using var agents = await Agents.ConnectPatientlyAsync(url, day.Target.Credentials["admin"], cancellation);
        var options = await OptionsAsync(agents, own, sizes.Count("cases"), sizes.Count("connections"), sizes.Duration("slow"), cancellation);
        var result = await new PenetrationAttack(options).RunAsync(Attacks.On(url, day.Random(Gate)), cancellation);
        Attacks.Report(day, Gate, result);
        var scan = await WebScanner.RunAsync(day, Gate, url, options.OpenApiJson, await options.FreshToken(cancellation), sizes.ByName.ContainsKey("scanner") ? sizes.Duration("scanner") : null, cancellation);
        Record(result, scan);
    }

    private void Record(AttackResult result, WebScan scan)
    {
        var how = $"{Attacks.How(result)} {scan.How}";
        var measure = new Measure(Gate, how);
        List<Measurement> measurements =
        [
            measure.Count("penetration.critical_or_high", result.Accepted + scan.CriticalOrHigh, result.Attempts, [.. Attacks.DoubtsOf(result), .. scan.Doubts]),
        ];
        foreach (var name in PenetrationClasses.All)
        {
            var group = result.Groups.FirstOrDefault(group => group.Name == name);
            IReadOnlyList<string> doubts = group is null or { Accepted: 0, Unclear: > 0 } ? [$"LHS5301: of the class '{name}' {group?.Unclear ?? 0} of {group?.Attempts ?? 0} attempts say neither yes nor no."] : [];
            measurements.Add(measure.Count($"{Gate}.{name.Replace(' ', '_').Replace('-', '_')}", group?.Accepted ?? 0, group?.Attempts ?? 0, doubts));
        }

        day.Evidence.Record([.. measurements]);
    }

    private async Task<PenetrationOptions> OptionsAsync(
        Agents agents, TargetProcess? own, int cases, int connections, TimeSpan slow, CancellationToken cancellation)
    {
        var identities = new AttackIdentities(agents);
        return new PenetrationOptions
        {
            OpenApiJson = JsonSerializer.Serialize(await agents.Client.OpenApiAsync(cancellation)),
            FreshToken = async token => (await identities.SessionAsync("admin", token)).Token,
            LowToken = async token => (await identities.SessionAsync("guest", token)).Token,
            RevokedToken = async token =>
            {
                var session = await identities.SessionAsync("admin", token);
                await session.RevokeAsync(token);
                return session.Token;
            },
            Examples = new PenetrationExamples(identities).All,
            // Somebody else's system keeps its flags.
            Excluded = own is null ? new HashSet<string> { "POST /feature_flags" } : new HashSet<string>(),
            Last = new HashSet<string> { "POST /feature_flags" },
            SingleUse = new HashSet<string> { "POST /session/revoke", "POST /session/create", "POST /agent/register", "POST /elicitation/respond", "POST /collaboration/end" },
            Holding = new HashSet<string> { "GET /event/wait" },
            Privileged = PenetrationExamples.ForAdminsOnly,
            Names = await PenetrationNames.AllAsync(agents, identities, cancellation),
            CasesPerOperation = cases,
            Connections = connections,
            SlowFor = slow,
            Resources = own is null ? null : () => Read(own.Identity.Id),
            CanaryFolder = Path.Combine(day.Scratch, "penetration-canaries"),
        };
    }

    /// <summary>Memory and descriptors of a process on Linux; null elsewhere.</summary>
    private static ResourceReading? Read(int process)
    {
        try
        {
            var folder = string.Create(CultureInfo.InvariantCulture, $"/proc/{process}");
            var pages = long.Parse(File.ReadAllText($"{folder}/statm").Split(' ')[1], CultureInfo.InvariantCulture);
            return new ResourceReading(pages * Environment.SystemPageSize, Directory.GetFileSystemEntries($"{folder}/fd").Length);
        }
        catch (Exception unseen) when (unseen is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}

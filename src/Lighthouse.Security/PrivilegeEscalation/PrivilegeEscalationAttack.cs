using Lighthouse.Security.OpenApi;
using Lighthouse.Security.Wire;

namespace Lighthouse.Security.PrivilegeEscalation;

/// <summary>Calls every operation as every role, tries to assign roles, and reads what is others'.</summary>
/// <param name="options">What it needs to know of the target.</param>
public sealed class PrivilegeEscalationAttack(PrivilegeEscalationOptions options) : IAttack
{
    private const string Matrix = "beyond the role";
    private const string Spelled = "beyond the role, spelled otherwise";
    private const string Claimed = "a role that was claimed";
    private const string Read = "read what is another's";

    /// <inheritdoc/>
    public string Name => "privilege-escalation";

    /// <inheritdoc/>
    public string Claim => "Every role can do what the matrix says and nothing else, nobody can give itself a role, and nobody reads what is not its own or shared with it.";

    /// <inheritdoc/>
    /// <exception cref="OpenApiException">The description cannot be used.</exception>
    /// <exception cref="ArgumentException">The matrix names a role that there is not.</exception>
    public async Task<AttackResult> RunAsync(AttackContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        foreach (var role in options.LeastRoles.Values.Where(role => role != PrivilegeEscalationOptions.Anybody && !options.Roles.Contains(role)))
            throw new ArgumentException($"LHS5821: the matrix names the role '{role}'; there are {string.Join(", ", options.Roles)}.");
        var log = new AttackLog(Name);
        RequireWhole(log, OpenApiReader.Read(options.OpenApiJson));
        var matrix = options.LeastRoles.Where(entry => entry.Value != PrivilegeEscalationOptions.Anybody).ToList();
        await log.ForEachAsync(matrix, (entry, part, token) => CallAsync(new Prober(context, part), entry.Key, entry.Value, token), cancellation);
        await log.ForEachAsync(options.Claims, async (make, part, token) => await ClaimAsync(new Prober(context, part), await make(token), token), cancellation);
        await log.ForEachAsync(options.Things, async (make, part, token) => await ReadAsync(new Prober(context, part), await make(token), token), cancellation);
        return log.ToResult();
    }

    private async Task CallAsync(Prober prober, string operation, string least, CancellationToken cancellation)
    {
        for (var role = 0; role < options.Roles.Count; role++)
            await CallAsync(prober, operation, options.Roles[role], role >= Rank(least), cancellation);
    }

    private int Rank(string role) => options.Roles.ToList().IndexOf(role);

    /// <summary>An operation that nobody has thought about is a doubt, not a pass.</summary>
    private void RequireWhole(AttackLog log, OpenApiDescription description)
    {
        var described = description.Operations.Select(operation => operation.Id).ToHashSet();
        var wrong = described.Except(options.LeastRoles.Keys).Select(id => $"{id} is not in the matrix")
            .Concat(options.LeastRoles.Keys.Except(described).Select(id => $"{id} is not in the description"))
            .Concat(description.Operations
                .Where(operation => options.LeastRoles.TryGetValue(operation.Id, out var least) && operation.IsPublic != (least == PrivilegeEscalationOptions.Anybody))
                .Select(operation => $"{operation.Id} is public in one of them only"))
            .ToList();
        log.Control("matrix and description name the same operations", wrong.Count == 0, $"LHS5822: {string.Join("; ", wrong)}.");
    }

    private async Task CallAsync(Prober prober, string operation, string role, bool may, CancellationToken cancellation)
    {
        var request = await options.Request(operation, role, cancellation);
        if (may)
        {
            await prober.ControlAsync($"{operation} as {role}", request, response => IsReached(response) && !options.IsForRole(response), cancellation);
            return;
        }

        var response = await prober.SendAsync(request, cancellation);
        prober.Note(new Trial(Matrix, $"{operation} as {role}", EscalationFlaws.Function, request), Judge(response), response);
        foreach (var (name, target) in Spellings(request.Target))
            await prober.TryAsync(new Trial(Spelled, $"{operation} as {role}: {name}", EscalationFlaws.Function, request with { Target = target }), cancellation);
    }

    /// <summary>A refusal for another reason proves nothing of the role: the check of the role may have been passed.</summary>
    private Answer Judge(RawResponse? response) => response switch
    {
        null => Answer.Unclear,
        _ when options.IsForRole(response) => Answer.Refused,
        _ when IsReached(response) => Answer.Accepted,
        _ => Answer.Unclear,
    };

    private static bool IsReached(RawResponse response) => response.Status == 101 || response.Status is >= 200 and <= 499 and not (401 or 403 or 405 or 429);

    private static IEnumerable<(string Name, string Target)> Spellings(string target)
    {
        var (path, query) = target.IndexOf('?', StringComparison.Ordinal) is >= 0 and var mark ? (target[..mark], target[mark..]) : (target, "");
        yield return ("trailing slash", $"{path}/{query}");
        yield return ("upper case", path.ToUpperInvariant() + query);
        yield return ("double slash", $"/{path}{query}");
        yield return ("percent-encoded letter", $"{path[..1]}%{(int)path[1]:x2}{path[2..]}{query}");
        yield return ("path parameter", $"{path};x=1{query}");
    }

    private static async Task ClaimAsync(Prober prober, RoleClaim claim, CancellationToken cancellation)
    {
        if (await prober.SendAsync(claim.Request, cancellation) is not { } answered)
        {
            prober.Note(new Trial(Claimed, claim.Name, EscalationFlaws.Assignment, claim.Request), Answer.Unclear, null);
            return;
        }

        foreach (var power in claim.Powers(answered))
            await prober.TryAsync(new Trial(Claimed, $"{claim.Name}, then {power.Method} {power.Target}", EscalationFlaws.Assignment, power), cancellation);
    }

    private static async Task ReadAsync(Prober prober, PrivateThing thing, CancellationToken cancellation)
    {
        foreach (var (who, request) in thing.Foreign)
            await prober.TryAsync(
                new Trial(Read, $"{thing.Name}: {who}", EscalationFlaws.Reading, request), response => Task.FromResult(Shows(response, thing.Mark)), cancellation);
        await prober.ControlAsync($"{thing.Name}: by whoever may", thing.Own, response => Shows(response, thing.Mark), cancellation);
    }

    private static bool Shows(RawResponse response, string mark) => response.Body.Contains(mark, StringComparison.Ordinal);
}

using Lighthouse.Security.OpenApi;
using Lighthouse.Security.Wire;

namespace Lighthouse.Security.AgentImpersonation;

/// <summary>Acts with an own, valid session in another agent's name: in every field of the description that names the caller, beside it, in its place, and over a WebSocket.</summary>
/// <param name="options">What it needs to know of the target.</param>
public sealed class AgentImpersonationAttack(AgentImpersonationOptions options) : IAttack
{
    private const string InField = "another's name in a field";
    private const string Beside = "another's name beside the request";
    private const string InPlace = "in another's place";

    /// <inheritdoc/>
    public string Name => "agent-impersonation";

    /// <inheritdoc/>
    public string Claim => "Whatever a request says of who makes it, it is taken for the agent that its session proves, or refused.";

    /// <inheritdoc/>
    /// <exception cref="OpenApiException">The description cannot be used.</exception>
    public async Task<AttackResult> RunAsync(AttackContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        _ = OpenApiReader.Read(options.OpenApiJson);
        var log = new AttackLog(Name);
        var prober = new Prober(context, log);
        var effects = new VictimWatch(options);
        var fields = AgentFields.In(options.OpenApiJson);
        RequireKnown(log, fields);
        foreach (var field in fields.Where(field => options.Fields.GetValueOrDefault(field.Id, AgentFieldMeaning.None) == AgentFieldMeaning.Caller))
            await InFieldAsync(prober, field, cancellation);
        await effects.HasActedAsync(cancellation);
        foreach (var (operation, make) in options.Requests)
            await BesideAsync(prober, effects, operation, make, cancellation);
        foreach (var make in options.Cases)
            await InPlaceAsync(prober, await make(cancellation), cancellation);
        if (options.Socket is not null)
            await new SocketImpersonation(context, options.Socket, effects, prober, log).RunAsync(cancellation);
        var acts = await effects.CountAsync(cancellation);
        log.Control("nothing of all that was recorded as the victim's", acts == 0, $"{acts} acts are recorded that the victim did not do");
        return log.ToResult();
    }

    /// <summary>A new field that names an agent is a new way in: it has to be said what it means before the attack can claim to be whole.</summary>
    private void RequireKnown(AttackLog log, IReadOnlyList<AgentField> fields)
    {
        var unknown = fields.Where(field => !options.Fields.ContainsKey(field.Id)).Select(field => field.Id).ToList();
        log.Control("every field that names an agent is known", unknown.Count == 0, $"LHS5801: unknown: {string.Join("; ", unknown)}; say what they mean.");
        var without = fields
            .Where(field => options.Fields.GetValueOrDefault(field.Id, AgentFieldMeaning.None) == AgentFieldMeaning.Caller && !options.Requests.ContainsKey(field.Operation))
            .Select(field => field.Id).ToList();
        log.Control("every field that names the caller is attacked", without.Count == 0, $"LHS5802: no request for {string.Join("; ", without)}.");
    }

    private async Task InFieldAsync(Prober prober, AgentField field, CancellationToken cancellation)
    {
        if (!options.Requests.TryGetValue(field.Operation, out var make))
            return;
        var own = await make(cancellation);
        foreach (var (name, request) in NameForgery.Of(field, own, options.Victim))
            await prober.TryAsync(
                new Trial(InField, $"{field.Id}: {name}", ImpersonationFlaws.Name, request),
                response => Task.FromResult(Prober.Succeeds(response) && options.SaysYes(field.Operation, response)), cancellation);

        // Last, so that what was refused before was refused for the name alone.
        await prober.ControlAsync(
            $"{field.Id}: the own name", own.Request, response => Prober.Succeeds(response) && options.SaysYes(field.Operation, response), cancellation);
    }

    private async Task BesideAsync(Prober prober, VictimWatch effects, string operation, Func<CancellationToken, Task<OwnRequest>> make, CancellationToken cancellation)
    {
        var first = await make(cancellation);
        foreach (var (name, change) in ForeignClaims.Of(options.Victim, first.Request.Body is not null))
        {
            var own = name == "headers that name the victim" ? first : await make(cancellation);
            await prober.TryAsync(
                new Trial(Beside, $"{operation}: {name}", ImpersonationFlaws.Claim, change(own.Request)),
                response => effects.WasTouchedAsync(response, cancellation), cancellation);
        }
    }

    private static async Task InPlaceAsync(Prober prober, ForgedCase forged, CancellationToken cancellation)
    {
        foreach (var (name, request) in forged.Forged)
            await prober.TryAsync(new Trial(InPlace, $"{forged.Name}: {name}", ImpersonationFlaws.Place, request), cancellation);
        await prober.ControlAsync($"{forged.Name}: by whoever may", forged.Own, cancellation);
    }
}

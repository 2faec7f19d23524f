using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Lighthouse.Load.Arrivals;
using Lighthouse.Load.Protocols.Http;

namespace Lighthouse.Load.Plans;

/// <summary>Reads a plan out of JSON. A name that it does not know is a mistake: what was meant would silently not be done.</summary>
internal static class HttpPlanReader
{
    private const int LargestFile = 4 << 20, MostConnections = 100_000;
    private static readonly string[] s_known = ["name", "target", "per_second", "poisson_seed", "seconds", "warm_up_seconds", "connections", "requests"];
    private static readonly string[] s_ofRequest = ["method", "path", "headers", "body"];

    public static HttpPlan Read(ReadOnlyMemory<byte> utf8, string? target)
    {
        if (utf8.Length > LargestFile)
            throw new FormatException($"LHL3601: a plan has at most {LargestFile >> 20} MB.");
        try
        {
            using var document = JsonDocument.Parse(utf8);
            byte[] digested = target is null ? utf8.ToArray() : [.. utf8.Span, 0, .. Encoding.UTF8.GetBytes(target)];
            return Of(document.RootElement, Convert.ToHexStringLower(SHA256.HashData(digested))[..16], target);
        }
        catch (Exception mistake) when (mistake is JsonException or FormatException or ArgumentException or InvalidOperationException or KeyNotFoundException or OverflowException)
        {
            throw new FormatException($"LHL3602: this is no plan: {mistake.Message}", mistake);
        }
    }

    private static HttpPlan Of(JsonElement plan, string digest, string? instead)
    {
        Only(plan, s_known);
        var target = new Uri(instead ?? Text(plan, "target"), UriKind.Absolute);
        if (target.Scheme != "http")
            throw new ArgumentException($"its target '{target}' is no http address");
        var (perSecond, duration) = (Needed(plan, "per_second").GetDouble(), Seconds(plan, "seconds") ?? throw new ArgumentException("it has no 'seconds'"));
        var model = plan.TryGetProperty("poisson_seed", out var seed)
            ? OpenModel.Poisson(perSecond, duration, new Random(seed.GetInt32()))
            : OpenModel.ConstantRate(perSecond, duration);
        var warmUp = Seconds(plan, "warm_up_seconds") ?? TimeSpan.Zero;
        if (warmUp >= duration)
            throw new ArgumentException($"its warm-up of {warmUp.TotalSeconds} s leaves nothing of its {duration.TotalSeconds} s");
        return new HttpPlan
        {
            Name = $"{Text(plan, "name")} {digest}",
            Target = target,
            Model = model,
            WarmUp = warmUp,
            Connections = Needed(plan, "connections").GetInt32() is var connections and >= 1 and <= MostConnections
                ? connections
                : throw new ArgumentException($"its connections must lie between 1 and {MostConnections}"),
            Requests = Needed(plan, "requests").EnumerateArray().Select(request => Request(target, request)).ToList() is { Count: > 0 } requests
                ? requests
                : throw new ArgumentException("it has no request to send"),
        };
    }

    private static PreparedRequest Request(Uri target, JsonElement request)
    {
        Only(request, s_ofRequest);
        var headers = request.TryGetProperty("headers", out var given) ? given.EnumerateObject().Select(one => KeyValuePair.Create(one.Name, one.Value.GetString() ?? "")) : [];
        var address = new Uri(target, Text(request, "path"));
        return address.Authority == target.Authority
            ? PreparedRequest.Of(
                new HttpMethod(request.TryGetProperty("method", out var method) ? method.GetString()! : "GET"), address, [.. headers],
                Encoding.UTF8.GetBytes(request.TryGetProperty("body", out var body) ? body.GetString() ?? "" : ""))
            : throw new ArgumentException($"'{address}' is not at its target");
    }

    private static void Only(JsonElement part, string[] known)
    {
        if (part.EnumerateObject().Select(one => one.Name).FirstOrDefault(name => !known.Contains(name, StringComparer.Ordinal)) is { } unknown)
            throw new ArgumentException($"'{(unknown.Length > 40 ? unknown[..40] : unknown)}' means nothing in it; known are {string.Join(", ", known)}");
    }

    private static JsonElement Needed(JsonElement part, string name) =>
        part.TryGetProperty(name, out var value) ? value : throw new ArgumentException($"it has no '{name}'");

    private static string Text(JsonElement part, string name) =>
        Needed(part, name).GetString() is { Length: > 0 } text ? text : throw new ArgumentException($"its '{name}' is empty");

    private static TimeSpan? Seconds(JsonElement part, string name) =>
        part.TryGetProperty(name, out var value) ? TimeSpan.FromSeconds(value.GetDouble()) : null;
}

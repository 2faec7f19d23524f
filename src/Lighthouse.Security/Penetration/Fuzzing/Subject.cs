using System.Text.Json;
using System.Text.Json.Nodes;
using Lighthouse.Security.AuthBypass;
using Lighthouse.Security.OpenApi;
using Lighthouse.Security.Wire;

namespace Lighthouse.Security.Penetration.Fuzzing;

/// <summary>An operation with a legitimate request for it that payloads are put into.</summary>
internal sealed class Subject
{
    private const int DeepestMember = 3;
    private const string Placeholder = "lighthouse-placeholder";
    private static readonly string[] s_headers = ["X-Forwarded-For", "X-Forwarded-Host", "X-Original-URL", "X-Request-Id", "X-Debug", "Accept", "Cookie"];

    private readonly OperationExample _example;
    private readonly IReadOnlyDictionary<string, string> _headers;
    private readonly JsonObject? _body;

    // Null where the operation is public.
    private readonly (CredentialCarrier Carrier, string Token)? _credential;

    public Subject(OpenApiOperation operation, OperationExample example, (CredentialCarrier Carrier, string Token)? credential, IReadOnlyDictionary<string, string> headers)
    {
        Operation = operation;
        _example = example;
        _headers = headers;
        _credential = credential;
        Plain = Authorised(OperationRequest.For(operation, example, headers));
        _body = Parse(Plain.Body);
        Places = [.. FindPlaces()];
    }

    public OpenApiOperation Operation { get; }

    /// <summary>The legitimate request.</summary>
    public RawRequest Plain { get; }

    /// <summary>Every place that takes a payload.</summary>
    public IReadOnlyList<Place> Places { get; }

    /// <summary>The request with a payload in a place; null where the payload cannot be written there.</summary>
    public RawRequest? With(Place place, Payload payload) => place.Kind switch
    {
        PlaceKind.Body => Plain with { Body = WithMember(place.Name, payload.Json) },
        PlaceKind.Header => payload.Text.All(letter => letter is >= ' ' and < (char)127) && payload.Text.Length <= 4_000 ? WithHeader(place.Name, payload.Text) : null,
        _ => payload.Encoded.Length <= 7_000 ? WithParameter(place.Name, payload.Encoded) : null,
    };

    private RawRequest Authorised(RawRequest request) => _credential is var (carrier, token) ? carrier.Put(request, token) : request;

    private static JsonObject? Parse(string? body)
    {
        try
        {
            return body is null ? null : JsonNode.Parse(body) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private IEnumerable<Place> FindPlaces()
    {
        foreach (var parameter in Operation.Parameters.Concat(Operation.OptionalParameters))
            yield return new Place(parameter.InPath ? PlaceKind.Path : PlaceKind.Query, parameter.Name);
        foreach (var member in Members(_body, Parse(Operation.FullBodyExample)))
            yield return new Place(PlaceKind.Body, member);
        foreach (var header in s_headers.Where(header => !(header == "Cookie" && _credential?.Carrier is CookieCarrier)))
            yield return new Place(PlaceKind.Header, header);
    }

    private static IEnumerable<string> Members(JsonObject? body, JsonObject? described) =>
        Paths(body, "", 1).Concat(Paths(described, "", 1)).Distinct(StringComparer.Ordinal);

    private static IEnumerable<string> Paths(JsonNode? node, string prefix, int depth)
    {
        IEnumerable<(string Name, JsonNode? Value)> members = node switch
        {
            JsonObject named => named.Select(member => (member.Key, member.Value)),
            JsonArray { Count: > 0 } items => [("0", items[0])],
            _ => [],
        };
        foreach (var (name, value) in members.Where(member => !member.Name.Contains('.', StringComparison.Ordinal)))
        {
            yield return prefix + name;
            if (depth >= DeepestMember)
                continue;
            foreach (var inner in Paths(value, $"{prefix}{name}.", depth + 1))
                yield return inner;
        }
    }

    private string WithMember(string path, string json)
    {
        JsonNode root = _body?.DeepClone() ?? new JsonObject();
        var current = root;
        var steps = path.Split('.');
        foreach (var step in steps[..^1])
            current = Step(current, step);
        Set(current, steps[^1], JsonValue.Create(Placeholder));
        return root.ToJsonString().Replace($"\"{Placeholder}\"", json, StringComparison.Ordinal);
    }

    private static JsonNode Step(JsonNode node, string step)
    {
        var inner = node switch { JsonObject members => members[step], JsonArray { Count: > 0 } items when step == "0" => items[0], _ => null };
        if (inner is JsonObject or JsonArray)
            return inner;
        var made = new JsonObject();
        Set(node, step, made);
        return made;
    }

    private static void Set(JsonNode node, string step, JsonNode value)
    {
        if (node is JsonObject members)
            members[step] = value;
        else if (node is JsonArray { Count: > 0 } items)
            items[0] = value;
        else if (node is JsonArray empty)
            empty.Add(value);
    }

    private RawRequest WithHeader(string name, string value) => Plain with
    {
        Headers = [.. Plain.Headers.Where(header => !header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)), KeyValuePair.Create(name, value)],
    };

    private RawRequest WithParameter(string name, string encoded)
    {
        const string Mark = "lighthouseplaceholder";
        var changed = _example with { Parameters = _example.Parameters.Where(given => given.Key != name).Append(KeyValuePair.Create(name, Mark)).ToDictionary() };
        var request = Authorised(OperationRequest.For(Operation, changed, _headers));
        return request with { Target = request.Target.Replace(Mark, encoded, StringComparison.Ordinal) };
    }
}

using System.Text.Json;
using System.Text.RegularExpressions;

namespace Lighthouse.Security.OpenApi;

/// <summary>A field of an operation whose name suggests that it names an agent.</summary>
/// <param name="Operation">Method and path.</param>
/// <param name="Place">path, query or body.</param>
/// <param name="Name">The parameter, or the member of the body: "agent_id", "events[].agent_id".</param>
internal sealed record AgentField(string Operation, string Place, string Name)
{
    public string Id => $"{Operation} {Place} {Name}";
}

/// <summary>Finds the fields of a description that name agents. The description has been read by <see cref="OpenApiReader"/> before, which checks it.</summary>
internal static partial class AgentFields
{
    private const int Deepest = 8;

    /// <summary>The fields, in the order of the description.</summary>
    public static IReadOnlyList<AgentField> In(string openApiJson)
    {
        using var document = JsonDocument.Parse(openApiJson, new JsonDocumentOptions { MaxDepth = 64 });
        var references = new References(document.RootElement);
        var found = new List<AgentField>();
        foreach (var path in document.RootElement.Member("paths")?.Members() ?? [])
        {
            var item = references.Resolve(path.Value);
            foreach (var member in item.Members().Where(member => member.Value.ValueKind == JsonValueKind.Object))
            {
                var operation = $"{member.Name.ToUpperInvariant()} {path.Name}";
                found.AddRange(Parameters(references, item, member.Value, operation));
                found.AddRange(Body(references, member.Value, operation));
            }
        }

        return [.. found.Distinct()];
    }

    private static IEnumerable<AgentField> Parameters(References references, JsonElement item, JsonElement operation, string id) =>
        item.Member("parameters").Items().Concat(operation.Member("parameters").Items())
            .Select(listed => references.Resolve(listed))
            .Select(parameter => (Place: parameter.Member("in")?.Text(), Name: parameter.Member("name")?.Text()))
            .Where(parameter => parameter is { Place: "path" or "query", Name: { } name } && NamesAgent().IsMatch(name))
            .Select(parameter => new AgentField(id, parameter.Place!, parameter.Name!));

    private static IEnumerable<AgentField> Body(References references, JsonElement operation, string id) =>
        references.Resolve(operation.Member("requestBody")).Member("content")?.Members()
            .Where(content => content.Name.Contains("json", StringComparison.OrdinalIgnoreCase))
            .SelectMany(content => Members(references, content.Value.Member("schema"), "", 0))
            .Select(name => new AgentField(id, "body", name)) ?? [];

    private static IEnumerable<string> Members(References references, JsonElement? unresolved, string prefix, int depth)
    {
        var schema = references.Resolve(unresolved);
        if (depth > Deepest)
            yield break;
        foreach (var member in schema.Member("properties")?.Members() ?? [])
        {
            if (NamesAgent().IsMatch(member.Name))
                yield return prefix + member.Name;
            foreach (var inner in Members(references, member.Value, $"{prefix}{member.Name}.", depth + 1))
                yield return inner;
        }

        if (schema.Member("items") is { } items)
        {
            foreach (var inner in Members(references, items, $"{prefix.TrimEnd('.')}[].", depth + 1))
                yield return inner;
        }
    }

    [GeneratedRegex("agent|expert|participant|sender|source|author|owner|identity|on_behalf", RegexOptions.IgnoreCase)]
    private static partial Regex NamesAgent();
}

using System.Text.Json.Nodes;

namespace Lighthouse.Security.AgentImpersonation;

/// <summary>Changes one member of a JSON body.</summary>
internal static class BodyMember
{
    /// <summary>The body with a member set.</summary>
    /// <param name="body">A JSON object.</param>
    /// <param name="path">"agent_id", "credential.nonce" or "events[].agent_id", which is set in every item.</param>
    /// <param name="value">The value.</param>
    public static string Set(string body, string path, JsonNode? value)
    {
        var root = JsonNode.Parse(body)!;
        Set(root, path.Split('.'), value);
        return root.ToJsonString();
    }

    /// <summary>The body with a member set in the last item of the list that it is in.</summary>
    public static string SetInLast(string body, string path, JsonNode? value)
    {
        var root = JsonNode.Parse(body)!;
        var (list, member) = (path[..path.IndexOf("[].", StringComparison.Ordinal)], path[(path.IndexOf("[].", StringComparison.Ordinal) + 3)..]);
        if (root[list] is JsonArray { Count: > 0 } items)
            Set(items[^1], member.Split('.'), value);
        return root.ToJsonString();
    }

    /// <summary>The body with further members, except those that it has.</summary>
    public static string WithMissing(string body, IEnumerable<KeyValuePair<string, JsonNode?>> members)
    {
        var root = JsonNode.Parse(body)!.AsObject();
        foreach (var (name, value) in members)
            root.TryAdd(name, value);
        return root.ToJsonString();
    }

    /// <summary>The body without a member.</summary>
    public static string Without(string body, string name)
    {
        var root = JsonNode.Parse(body)!.AsObject();
        root.Remove(name);
        return root.ToJsonString();
    }

    private static void Set(JsonNode? node, ReadOnlySpan<string> path, JsonNode? value)
    {
        var name = path[0].TrimEnd('[', ']');
        if (node is not JsonObject holder)
            return;
        if (path.Length == 1)
        {
            holder[name] = value?.DeepClone();
            return;
        }

        foreach (var inner in holder[name] is JsonArray list ? list.ToList() : [holder[name]])
            Set(inner, path[1..], value);
    }
}

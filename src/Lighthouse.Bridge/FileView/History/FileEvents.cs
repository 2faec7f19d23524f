using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.FileView.Fuse;
using Lighthouse.Bridge.FileView.Project;
using Lighthouse.Bridge.State;

namespace Lighthouse.Bridge.FileView.History;

/// <summary>A change as an event says it.</summary>
internal sealed record RecordedChange(
    FileChangeKind Kind, string Path, string? From, long Size, uint Mode, string? Digest, long ModifiedNs);

/// <summary>Writes and reads the events of changed files.</summary>
internal static class FileEvents
{
    private static readonly JsonElement Nothing = JsonElement.Parse("{}");

    public static NewEvent Write(RecordedChange change, FileChange of, bool isShared)
    {
        var data = new JsonObject
        {
            ["kind"] = change.Kind.Word(), ["size"] = change.Size, ["mode"] = change.Mode, ["modified_ns"] = change.ModifiedNs, ["uid"] = of.Uid,
        };
        AddPath(data, "path", change.Path);
        if (change.From is { } from) AddPath(data, "from", from);
        if (change.Digest is { } digest) data["digest"] = digest;
        if (of.IsFound) data["found"] = true;
        if (isShared) data["shared"] = true;
        // No agent's name has a colon: nobody takes part in these by a name.
        var source = string.Create(CultureInfo.InvariantCulture, $"uid:{of.Uid}");
        var element = JsonSerializer.SerializeToElement(data, StateJson.Default.JsonObject);
        return new(FileHistory.EventType, "current", "file_view", source, BridgeEvents.Component, element, Nothing);
    }

    public static RecordedChange? Read(JsonElement data)
    {
        if (FileChangeKinds.Parse(Text(data, "kind")) is not { } kind || PathOf(data, "path") is not { } path) return null;
        var from = PathOf(data, "from");
        if (kind is FileChangeKind.Renamed or FileChangeKind.Exchanged && from is null) return null;
        return new(
            kind, path, from, data.GetProperty("size").GetInt64(), data.GetProperty("mode").GetUInt32(), Text(data, "digest"),
            data.GetProperty("modified_ns").GetInt64());
    }

    /// <summary>A path as text, and as bytes too where these are not UTF-8.</summary>
    private static void AddPath(JsonObject data, string name, string raw)
    {
        data[name] = RawName.Text(raw);
        if (!RawName.IsUtf8(raw)) data[name + "_bytes"] = Convert.ToBase64String(RawName.Bytes(raw));
    }

    private static string? PathOf(JsonElement data, string name)
    {
        if (Text(data, name + "_bytes") is { } bytes) return RawName.Of(Convert.FromBase64String(bytes));
        return Text(data, name) is { Length: > 0 } text ? RawName.OfText(text) : null;
    }

    private static string? Text(JsonElement data, string name) =>
        data.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

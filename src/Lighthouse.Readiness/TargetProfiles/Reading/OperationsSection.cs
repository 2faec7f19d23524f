using Lighthouse.Readiness.Runbooks;
using Lighthouse.Readiness.Runbooks.Reading;
using Lighthouse.Readiness.Runbooks.Yaml;

namespace Lighthouse.Readiness.TargetProfiles.Reading;

/// <summary>Reads operations and what belongs to the victim.</summary>
internal static class OperationsSection
{
    private const int MostOperations = 1_000;
    private static readonly string[] Harmless = ["GET", "HEAD", "OPTIONS"];

    internal static List<ProfiledOperation> Read(MapReader profile, ProfileReading reading)
    {
        var operations = new List<ProfiledOperation>();
        var ids = new KnownNames("operation", StringComparer.Ordinal);
        foreach (var item in Bounded(profile, "operations", reading))
        {
            if (MapReader.Open(item, ProfileKeys.Operation, reading.Mistakes) is not { } map)
                continue;
            var request = reading.Request(map, methodUnlessSaid: "");
            if (request.Path.Length > 0)
                ids.Take($"{request.Method} {request.Path}", item.Location, reading.Mistakes);
            operations.Add(new ProfiledOperation
            {
                Method = request.Method, Path = request.Path, Body = request.Body, BodyKind = request.BodyKind,
                IsPublic = reading.Flag(map, "public", unless: false),
                ChangesState = reading.Flag(map, "changes_state", unless: !Harmless.Contains(request.Method)),
                Parameters = Parameters(map.Find("parameters"), reading),
                As = map.Word<Caller>("as"),
            });
        }

        return operations;
    }

    internal static List<string> Named(MapReader profile, string key, ProfileReading reading) =>
        [.. Bounded(profile, key, reading).Select(item => reading.Mistakes.ReadText(item, $"an item of '{key}'", ProfileForms.PublicRule))];

    internal static List<OwnedResource> Owned(MapReader profile, ProfileReading reading)
    {
        var owned = new List<OwnedResource>();
        foreach (var item in Bounded(profile, "owned", reading))
        {
            if (MapReader.Open(item, ProfileKeys.Owned, reading.Mistakes) is { } map)
                owned.Add(Resource(map, reading));
        }

        return owned;
    }

    private static OwnedResource Resource(MapReader map, ProfileReading reading)
    {
        var way = reading.OnlyOne(map, RunbookCodes.OneOf, "an owned resource", "id", "create");
        var creation = way == "create" ? MapReader.Open(map.Find("create"), ProfileKeys.Creation, reading.Mistakes) : null;
        var access = new List<ProfiledRequest>();
        foreach (var item in map.List("access"))
        {
            if (MapReader.Open(item, ProfileKeys.Request, reading.Mistakes) is not { } one)
                continue;
            var request = reading.Request(one, methodUnlessSaid: "");
            if (!$"{request.Path}{request.Body?.Text}".Contains("{id}", StringComparison.Ordinal))
                reading.Mistakes.Add(RunbookCodes.NothingToFillIn, item.Location, "this access names the resource nowhere; write '{id}' into its path or its body.");
            access.Add(request);
        }

        if (map.Find("access") is { IsNothing: true } empty)
            reading.Mistakes.Add(RunbookCodes.Empty, empty.Location, "'access' is empty; name at least one request that only the owner may make.");
        return new OwnedResource(
            map.Text("name", TextForm.Sentence),
            way == "id" ? map.Text("id", ProfileForms.Value) : null,
            creation is null ? null : reading.Request(creation, methodUnlessSaid: "POST"),
            creation?.Text("id", ProfileForms.Pointer),
            access);
    }

    private static Dictionary<string, string> Parameters(Node? node, ProfileReading reading) => node is null
        ? []
        : MapReader.OpenNamed(node, "parameters", ProfileForms.Value, reading.Mistakes)
            .ToDictionary(entry => entry.Key.Text, entry => reading.Mistakes.ReadText(entry.Value, $"parameter '{entry.Key.Text}'", ProfileForms.Value), StringComparer.Ordinal);

    private static IEnumerable<Node> Bounded(MapReader profile, string key, ProfileReading reading)
    {
        var items = profile.List(key);
        if (items.Count > MostOperations)
            reading.Mistakes.Add(RunbookCodes.TooLarge, items[MostOperations].Location, $"'{key}' has {items.Count:N0} items; at most {MostOperations:N0} are allowed.");
        return items.Take(MostOperations);
    }
}

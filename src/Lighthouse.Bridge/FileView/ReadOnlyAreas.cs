using Lighthouse.Bridge.FileView.Tree;

namespace Lighthouse.Bridge.FileView;

/// <summary>The areas of the view that only show: by their names.</summary>
internal sealed class ReadOnlyAreas(IEnumerable<NamedArea> areas)
{
    public IReadOnlyDictionary<string, IViewArea> All { get; } =
        areas.ToDictionary(named => named.Name, named => named.Area, StringComparer.Ordinal);
}

/// <summary>An area and its name.</summary>
internal sealed record NamedArea(string Name, IViewArea Area);

using System.Text.RegularExpressions;
using Lighthouse.Bridge.Configuration;

namespace Lighthouse.Bridge.Integrity.Checks;

/// <summary>
/// Files that somebody else changed: a closed segment or a snapshot that is not the file that it was, a file that is none of the
/// bridge's, a file that others may write to.
/// </summary>
internal sealed partial class ModificationCheck(BridgeOptions options) : IIntegrityCheck
{
    private const int OthersWrite = 0x2;
    private readonly Dictionary<string, FileIdentity> _known = new(StringComparer.Ordinal);

    public string Kind => IntegrityKind.UnauthorizedModification;

    public void Begin(IntegrityPass pass, ICollection<IntegrityFinding> found)
    {
        var names = Directory.EnumerateFiles(pass.Directory).Select(path => Path.GetFileName(path)).ToHashSet(StringComparer.Ordinal);
        foreach (var gone in _known.Keys.Where(name => !names.Contains(name)).ToList())
            _known.Remove(gone);
        foreach (var name in names.Order(StringComparer.Ordinal))
            Inspect(pass, name, found);
    }

    public void Look(in StoredPiece piece, ICollection<IntegrityFinding> found)
    {
    }

    public void End(IntegrityPass pass, ICollection<IntegrityFinding> found)
    {
    }

    private void Inspect(IntegrityPass pass, string name, ICollection<IntegrityFinding> found)
    {
        var path = Path.Combine(pass.Directory, name);
        var isSegment = Segment().Match(name) is { Success: true } match && long.Parse(match.Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture) < pass.ActiveSegment;
        if (!Own().IsMatch(name) && !options.Integrity.KnownFiles.Contains(name, StringComparer.Ordinal))
            Add(found, name, "it is none of the bridge's files");
        if (FileIdentity.Of(path) is not { } now)
            return;
        var isWatched = _known.TryGetValue(name, out var before);
        if (!OperatingSystem.IsWindows() && (now.Mode & OthersWrite) != 0 && !isWatched)
            Add(found, name, "everybody may write to it");
        // The others are written to by the bridge itself; what they say is sealed.
        if (!isSegment && !name.EndsWith(".state", StringComparison.Ordinal))
            return;
        if (isWatched && now.DifferenceFrom(before) is { } difference)
            Add(found, name, difference);
        // From here on this is what it is: another change is another violation.
        _known[name] = now;
    }

    private void Add(ICollection<IntegrityFinding> found, string name, string what) =>
        found.Add(new(Kind, name, 0, 0, $"LHB6167: '{name}' was changed by somebody else: {what}. Compare it with a copy."));

    [GeneratedRegex(@"\Aevents-([0-9]{8})\.log(\.br)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Segment();

    [GeneratedRegex(@"\A(events-[0-9]{8}\.log(\.br(\.new)?|\.new|\.next)?|events\.anchor(\.new|\.damaged-[0-9]+)?|events\.lock|health\.probe|events\.floor(\.new)?|snapshot-[0-9]{19}\.state(\.new)?)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Own();
}

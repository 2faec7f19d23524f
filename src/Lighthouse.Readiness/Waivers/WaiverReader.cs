using System.Globalization;
using Lighthouse.Readiness.Runbooks;
using Lighthouse.Readiness.Runbooks.Reading;
using Lighthouse.Readiness.Runbooks.Yaml;

namespace Lighthouse.Readiness.Waivers;

/// <summary>Reads a waiver file and refuses one with a mistake: <c>waivers:</c>, a list of gate, finding, reason, owner, expires (yyyy-MM-dd).</summary>
public static class WaiverReader
{
    private const string DateForm = "yyyy-MM-dd";

    private static readonly KeySet File = new("a waiver file", ["waivers"], []);
    private static readonly KeySet Entry = new("a waiver", ["gate", "finding", "reason", "owner", "expires"], []);
    private static readonly TextForm Fingerprint = new(16, "^[0-9a-f]{16}$", "the finding's fingerprint, 16 lower-case hex digits as the reports print it");
    private static readonly TextForm Date = new(10, "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "a date such as 2026-12-31");

    /// <summary>Reads a waiver file.</summary>
    /// <param name="path">The file; at most 1,000,000 bytes of UTF-8.</param>
    /// <param name="runbook">The runbook, for the names of its gates.</param>
    /// <exception cref="RunbookException">The file is missing, is no YAML, or says something that is not allowed.</exception>
    public static WaiverFile ReadFile(string path, Runbook runbook) => Read(RunbookSource.ReadFile(path), path, runbook);

    /// <summary>Reads waivers from text; <paramref name="path"/> is used in messages.</summary>
    /// <exception cref="RunbookException">The text is no YAML, or says something that is not allowed.</exception>
    public static WaiverFile Read(ReadOnlyMemory<byte> utf8, string path, Runbook runbook)
    {
        var mistakes = new Mistakes(path);
        var root = new NodeComposer(path, mistakes).Compose(RunbookSource.Decode(utf8.Span, mistakes, path));
        var seen = new HashSet<(string, string)>();
        IReadOnlyList<Waiver> waivers = MapReader.Open(root, File, mistakes) is { } map
            ? [.. map.List("waivers").Select(node => ReadOne(node, runbook, seen, mistakes)).OfType<Waiver>()]
            : [];
        mistakes.ThrowIfAny();
        return new WaiverFile(waivers);
    }

    private static Waiver? ReadOne(Node node, Runbook runbook, HashSet<(string, string)> seen, Mistakes mistakes)
    {
        if (MapReader.Open(node, Entry, mistakes) is not { } map)
            return null;
        var gate = map.Text("gate", TextForm.Id);
        var finding = map.Text("finding", Fingerprint);
        var known = runbook.Gates.Select(one => one.Id).Concat(runbook.Planned.Select(one => one.Id)).ToList();
        if (gate.Length > 0 && !known.Contains(gate))
            mistakes.Add(RunbookCodes.UnknownGate, map.LocationOf("gate"), $"a waiver names the gate '{Shown.Short(gate)}', which the runbook does not have.{mistakes.Suggest(gate, known)}");
        if (gate.Length > 0 && finding.Length > 0 && !seen.Add((gate, finding)))
            mistakes.Add(RunbookCodes.Repeated, map.LocationOf("finding"), $"finding {finding} of gate '{gate}' is waived already; keep one.");
        return new Waiver(gate, finding, map.Text("reason", TextForm.Paragraph), map.Text("owner", TextForm.Role), ReadDate(map, mistakes), map.Location);
    }

    private static DateOnly ReadDate(MapReader map, Mistakes mistakes)
    {
        var text = map.Text("expires", Date);
        if (!DateOnly.TryParseExact(text, DateForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) && text.Length > 0)
            mistakes.Add(RunbookCodes.Form, map.LocationOf("expires"), $"'expires' of a waiver is '{text}', which is no day; write {Date.Description}.");
        return date;
    }
}

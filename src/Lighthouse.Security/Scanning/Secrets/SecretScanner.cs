namespace Lighthouse.Security.Scanning.Secrets;

/// <summary>Looks for secrets in the files of a repository and in its whole history.</summary>
/// <param name="root">The repository's folder.</param>
/// <param name="allowList">File of allowed findings; it need not exist.</param>
/// <param name="today">The day by which its entries expire.</param>
/// <param name="needsHistory">Whether a history that is missing or cut is a doubt; otherwise it is only said.</param>
public sealed class SecretScanner(string root, string allowList, DateOnly today, bool needsHistory = true)
{
    private const int LongestFile = 16 << 20;
    private const long MostHistory = 2L << 30;

    private readonly SecretDetector _detector = new();
    private readonly Dictionary<string, IReadOnlyList<SecretHit>> _byBlob = new(StringComparer.Ordinal);
    private readonly List<ScanFinding> _findings = [];
    private readonly List<string> _doubts = [];
    private readonly HashSet<(string Rule, string Digest)> _inTree = [];
    private readonly Dictionary<(string Rule, string Secret), string> _digests = [];
    private AllowList _allowed = null!;
    private string _lack = "";

    /// <summary>How many patterns are looked for, the entropy rule among them.</summary>
    public static int Patterns => SecretPatterns.All.Count;

    /// <summary>Scans.</summary>
    /// <param name="cancellation">Ends it without a result.</param>
    public async Task<ScanResult> ScanAsync(CancellationToken cancellation)
    {
        try
        {
            _allowed = AllowList.Read(allowList, today);
            var tracked = new TrackedFiles(root);
            var files = await tracked.ListAsync(cancellation);
            foreach (var file in files)
                ScanFile(file);
            var blobs = await ScanHistoryAsync(tracked, cancellation);
            return new ScanResult(
                files.Count + blobs, [.. _findings.OrderBy(finding => finding.Severity).ThenBy(finding => finding.File, StringComparer.Ordinal).ThenBy(finding => finding.Line)], _doubts,
                $"{Patterns} patterns over {files.Count:#,##0} files and {blobs:#,##0} older contents from the history{_lack}");
        }
        catch (ScanException problem)
        {
            return ScanResult.Impossible(problem.Message);
        }
    }

    private void ScanFile(string file)
    {
        var path = Path.Combine(root, file);
        // A tracked file that is deleted but not yet committed is in the history.
        if (!File.Exists(path) || new FileInfo(path).LinkTarget is not null)
            return;
        if (new FileInfo(path).Length > LongestFile)
        {
            _doubts.Add($"LHS5322: '{file}' is larger than {LongestFile >> 20} MB and was not looked at.");
            return;
        }

        try
        {
            var content = File.ReadAllBytes(path);
            foreach (var hit in HitsOf(TrackedFiles.IdOf(content), content))
                Add(hit, file, hit.Line, isOld: false);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            _doubts.Add($"LHS5323: '{file}' could not be read: {problem.Message}");
        }
    }

    private async Task<int> ScanHistoryAsync(TrackedFiles tracked, CancellationToken cancellation)
    {
        if (!tracked.HasHistory)
        {
            Lack("LHS5324: the folder is no git repository, so nobody knows what its history holds.");
            return 0;
        }

        if (await tracked.IsShallowAsync(cancellation))
            Lack("LHS5325: the history is cut; fetch it whole: git fetch --unshallow.");
        var paths = await tracked.ListHistoryAsync(cancellation);
        var ids = paths.Keys.Where(id => !_byBlob.ContainsKey(id)).ToList();
        var (looked, bytes) = (0, 0L);
        await tracked.ReadHistoryAsync(ids, Wanted, Look, cancellation);
        return looked;

        bool Wanted(string id, string type, long length)
        {
            if (type != "blob")
                return false;
            bytes += length;
            if (length <= LongestFile && bytes <= MostHistory)
                return true;
            _doubts.Add($"LHS5326: the old content {id} of '{paths[id]}' was not looked at: more than {LongestFile >> 20} MB, or the history more than {MostHistory >> 30} GB.");
            return false;
        }

        void Look(string id, byte[] content)
        {
            looked++;
            foreach (var hit in HitsOf(id, content))
                Add(hit, paths[id], hit.Line, isOld: true);
        }
    }

    private void Lack(string text)
    {
        if (needsHistory)
            _doubts.Add(text);
        else
            _lack = $"; {text}";
    }

    private IReadOnlyList<SecretHit> HitsOf(string id, byte[] content)
    {
        if (!_byBlob.TryGetValue(id, out var hits))
            _byBlob[id] = hits = _detector.Find(TrackedFiles.TextOf(content));
        return hits;
    }

    private void Add(SecretHit hit, string file, int line, bool isOld)
    {
        var rule = hit.Pattern.Name;
        if (!_digests.TryGetValue((rule, hit.Value), out var digest))
            _digests[(rule, hit.Value)] = digest = AllowList.DigestOf(rule, hit.Value);
        // Once in each file; and what stands in a file of today need not be told of its older versions.
        var title = $"{hit.Pattern.Title} {Masked(hit.Value)} in {file}{(isOld ? ", in the history" : "")}";
        if ((isOld && _inTree.Contains((rule, digest))) || _findings.Exists(finding => finding.Rule == rule && finding.Title == title))
            return;
        if (!isOld)
            _inTree.Add((rule, digest));
        _findings.Add(new ScanFinding(
            rule, title, hit.Pattern.Severity, [isOld ? "CWE-540" : "CWE-798"], file, isOld ? null : line,
            $"Revoke it where it was issued: who has the repository has it. Then take it out of the code. If it is none, allow it in {Path.GetFileName(allowList)} with rule {rule} and digest {digest}.",
            _allowed.ExcuseFor(rule, file, digest)));
    }

    /// <summary>A secret as a report may show it.</summary>
    internal static string Masked(string secret) => $"{(secret.Length >= 16 && !secret.Contains('\n', StringComparison.Ordinal) ? secret[..4] : "")}***";
}

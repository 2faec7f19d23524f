using System.Diagnostics;

namespace Lighthouse.Build.Proofs;

/// <summary>A copy of the repository to plant defects in: its tracked files as they are now, its history, and what the build left for the scans.</summary>
internal static class RepositoryCopy
{
    private static readonly string[] Shipped = ["src", "build"];

    /// <summary>Copies a repository into an existing empty folder, files with their times.</summary>
    public static void Make(string repository, string folder)
    {
        Git("clone", "--quiet", "--no-checkout", "--", repository, folder);
        Git("-C", folder, "reset", "--quiet");
        foreach (var file in Git("-C", repository, "ls-files", "-z").Split('\0', StringSplitOptions.RemoveEmptyEntries).Where(file => File.Exists(Path.Combine(repository, file))))
            Copy(repository, folder, file);
        foreach (var file in Shipped.SelectMany(part => LeftByTheBuild(Path.Combine(repository, part))))
            Copy(repository, folder, Path.GetRelativePath(repository, file));
    }

    private static IEnumerable<string> LeftByTheBuild(string folder) => new[] { "project.assets.json", "analysis.sarif" }
        .SelectMany(name => Directory.EnumerateFiles(folder, name, SearchOption.AllDirectories));

    private static void Copy(string from, string to, string file)
    {
        var target = Path.Combine(to, file);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.Copy(Path.Combine(from, file), target);
        File.SetLastWriteTimeUtc(target, File.GetLastWriteTimeUtc(Path.Combine(from, file)));
    }

    private static string Git(params string[] arguments)
    {
        using var git = Process.Start(new ProcessStartInfo("git", arguments) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        return git.ExitCode == 0 ? output : throw new InvalidOperationException($"LH4113: 'git {string.Join(' ', arguments)}' ended with {git.ExitCode}.");
    }
}

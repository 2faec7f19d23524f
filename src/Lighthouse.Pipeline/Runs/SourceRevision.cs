using System.Diagnostics;

namespace Lighthouse.Pipeline.Runs;

/// <summary>Which version of the source is judged.</summary>
internal static class SourceRevision
{
    /// <summary>The commit of a folder's repository, <c>-dirty</c> appended when a file differs from it; <c>unknown</c> outside a repository or without git.</summary>
    public static string Of(string folder)
    {
        var commit = Git(folder, "rev-parse", "--verify", "HEAD");
        if (commit is null || commit.Length == 0)
            return "unknown";
        return Git(folder, "status", "--porcelain") is { Length: 0 } ? commit : $"{commit}-dirty";
    }

    private static string? Git(string folder, params string[] arguments)
    {
        try
        {
            var start = new ProcessStartInfo("git", arguments)
            {
                WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
            };
            using var git = Process.Start(start)!;
            git.ErrorDataReceived += (_, _) => { };
            git.BeginErrorReadLine();
            var output = git.StandardOutput.ReadToEnd().Trim();
            git.WaitForExit();
            return git.ExitCode == 0 ? output : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}

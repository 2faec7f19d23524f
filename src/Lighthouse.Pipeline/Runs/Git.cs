using System.Diagnostics;
using System.Text;

namespace Lighthouse.Pipeline.Runs;

/// <summary>Asks git about a repository; changes nothing.</summary>
internal static class Git
{
    /// <summary>What git prints, without white space around it; null when it fails or is not there.</summary>
    public static string? Text(string folder, params string[] arguments) => Bytes(folder, arguments) is { } bytes ? Encoding.UTF8.GetString(bytes).Trim() : null;

    /// <summary>What git prints, byte for byte; null when it fails or is not there.</summary>
    public static byte[]? Bytes(string folder, params string[] arguments)
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
            using var output = new MemoryStream();
            git.StandardOutput.BaseStream.CopyTo(output);
            git.WaitForExit();
            return git.ExitCode == 0 ? output.ToArray() : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}

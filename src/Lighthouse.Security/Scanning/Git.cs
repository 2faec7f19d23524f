using System.Diagnostics;
using System.Text;

namespace Lighthouse.Security.Scanning;

/// <summary>Asks git about a folder.</summary>
/// <param name="root">The folder; its own repository, or part of one.</param>
internal sealed class Git(string root)
{
    /// <summary>What a command prints.</summary>
    /// <exception cref="ScanException">git is not there, or refuses.</exception>
    public async Task<string> AskAsync(CancellationToken cancellation, params string[] arguments)
    {
        using var process = Start(arguments);
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync(cancellation);
        var output = await process.StandardOutput.ReadToEndAsync(cancellation);
        await EndAsync(process, arguments, errors, cancellation);
        return output;
    }

    /// <summary>The objects with these ids, one after the other, as <c>git cat-file --batch</c> writes them.</summary>
    /// <param name="ids">Their ids.</param>
    /// <param name="wanted">Whether an object of this type and length is wanted; the others are passed over.</param>
    /// <param name="take">Gets the id and the content of each that is wanted.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="ScanException">git is not there, refuses, or answers something else.</exception>
    public async Task ReadObjectsAsync(
        IReadOnlyCollection<string> ids, Func<string, string, long, bool> wanted, Action<string, byte[]> take, CancellationToken cancellation)
    {
        string[] arguments = ["cat-file", "--batch"];
        using var process = Start(arguments);
        var errors = process.StandardError.ReadToEndAsync(cancellation);
        var asking = AskForAsync(process.StandardInput, ids, cancellation);
        await using var answers = new BufferedStream(process.StandardOutput.BaseStream, 1 << 16);
        for (var left = ids.Count; left > 0; left--)
            ReadObject(answers, wanted, take);
        await asking;
        await EndAsync(process, arguments, errors, cancellation);
    }

    private static async Task AskForAsync(StreamWriter questions, IReadOnlyCollection<string> ids, CancellationToken cancellation)
    {
        await using (questions)
        {
            foreach (var id in ids)
                await questions.WriteAsync($"{id}\n".AsMemory(), cancellation);
        }
    }

    private static void ReadObject(Stream answers, Func<string, string, long, bool> wanted, Action<string, byte[]> take)
    {
        var parts = ReadHeader(answers).Split(' ');
        if (parts.Length != 3 || !long.TryParse(parts[2], out var length))
            throw new ScanException($"LHS5301: git cat-file answered '{string.Join(' ', parts)}' where an object's id, type and length belong; run 'git fsck'.");
        var content = new byte[length];
        answers.ReadExactly(content);
        answers.ReadByte();
        if (wanted(parts[0], parts[1], length))
            take(parts[0], content);
    }

    private static string ReadHeader(Stream answers)
    {
        var header = new StringBuilder();
        for (var next = answers.ReadByte(); next != '\n'; next = answers.ReadByte())
        {
            if (next < 0 || header.Length > 200)
                throw new ScanException("LHS5302: git cat-file ended before every object was read; run 'git fsck'.");
            header.Append((char)next);
        }

        return header.ToString();
    }

    private Process Start(string[] arguments)
    {
        var start = new ProcessStartInfo("git") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.StandardOutputEncoding = Encoding.UTF8;
        foreach (var argument in new[] { "--no-optional-locks", "--no-pager", "--no-replace-objects", "-c", "core.quotePath=false", "-c", "safe.directory=*", "-C", root }.Concat(arguments))
            start.ArgumentList.Add(argument);
        // What a hook or an outer git sets would point at another repository.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("GIT_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception problem)
        {
            throw new ScanException($"LHS5303: git could not be started: {problem.Message}; install it, the history is read with it.");
        }
    }

    private static async Task EndAsync(Process process, string[] arguments, Task<string> errors, CancellationToken cancellation)
    {
        await process.WaitForExitAsync(cancellation);
        if (process.ExitCode != 0)
            throw new ScanException($"LHS5304: 'git {string.Join(' ', arguments)}' ended with {process.ExitCode}: {(await errors).Trim()}");
    }
}

using Cake.Core;
using Cake.Core.IO;

namespace Cake.Frosting.Tests.Docker;

/// <summary>A context in which docker is a program that is written down instead of started.</summary>
internal sealed class FakeDocker : IProcessRunner
{
    private readonly CakeContext _context;

    public FakeDocker(params string[] output)
    {
        Output = output;
        _context = DockerContext.Make(this);
        // Where docker is not installed an empty file takes its place: it is found, and never started.
        var program = System.IO.Path.Combine(AppContext.BaseDirectory, "docker");
        File.WriteAllText(program, "");
        _context.Tools.RegisterFile(program);
    }

    public ICakeContext Context => _context;

    /// <summary>What the next command prints.</summary>
    public IReadOnlyList<string> Output { get; }

    /// <summary>The code with which the next command ends.</summary>
    public int Code { get; set; }

    /// <summary>The last command as it would be started.</summary>
    public string Line { get; private set; } = "";

    /// <summary>The last command as a log may show it.</summary>
    public string SafeLine { get; private set; } = "";

    public IProcess Start(FilePath filePath, ProcessSettings settings)
    {
        (Line, SafeLine) = (settings.Arguments.Render(), settings.Arguments.RenderSafe());
        return new Ended(this);
    }

    private sealed class Ended(FakeDocker docker) : IProcess
    {
        public void Dispose()
        {
        }

        public void WaitForExit()
        {
        }

        public bool WaitForExit(int milliseconds) => true;

        public int GetExitCode() => docker.Code;

        public IEnumerable<string> GetStandardError() => [];

        public IEnumerable<string> GetStandardOutput() => docker.Output;

        public void Kill()
        {
        }
    }
}

using System.Text;
using Cake.Core;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace Cake.Frosting.Tests.Support;

/// <summary>A real host with the tasks of one test, whose output is kept.</summary>
internal sealed class TestBuild
{
    private readonly StringBuilder _output = new();
    private readonly StringWriter _ansi = new();

    public TestBuild()
    {
        Host = new CakeHost([]);
        Host.ConfigureServices(services => services
            .AddSingleton(Journal)
            .AddSingleton<IConsole>(new FakeConsole(_output))
            .AddSingleton(AnsiConsole.Create(new AnsiConsoleSettings
            {
                Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(_ansi),
            })));
    }

    public CakeHost Host { get; }

    public Journal Journal { get; } = new();

    public string Output => _output.ToString() + _ansi;

    public TestBuild With<TTask>()
        where TTask : class, IFrostingTask
    {
        Host.ConfigureServices(services => services.AddSingleton<IFrostingTask, TTask>());
        return this;
    }

    public TestBuild Use(Action<CakeHost> configure)
    {
        configure(Host);
        return this;
    }

    public int Run(params string[] args) => Host.Run(args);

    public IReadOnlyList<string> Steps(params string[] args)
    {
        var exitCode = Run(args);
        Assert.True(exitCode == 0, $"exit code {exitCode}\n{Output}");
        return Journal.Entries;
    }
}

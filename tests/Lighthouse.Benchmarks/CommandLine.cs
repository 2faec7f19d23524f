using System.Globalization;
using Lighthouse.Benchmarks.Running;

namespace Lighthouse.Benchmarks;

/// <summary>What the command line asks for.</summary>
internal sealed record CommandLine(bool List, IReadOnlyList<IBenchmark> Benchmarks, BenchmarkRun Run)
{
    public static CommandLine Read(string[] arguments)
    {
        var options = new Dictionary<string, string> { ["rounds"] = "5", ["seconds"] = "2", ["seed"] = "1", ["folder"] = Path.GetTempPath() };
        var names = new List<string>();
        var list = false;
        foreach (var argument in arguments)
            if (argument == "--list")
                list = true;
            else if (!argument.StartsWith("--", StringComparison.Ordinal))
                names.Add(argument);
            else if (argument[2..].Split('=', 2) is [var name, var value] && options.ContainsKey(name))
                options[name] = value;
            else
                throw new ArgumentException($"'{argument}' is no option");
        return new CommandLine(list, Found.Selected(names), new BenchmarkRun(
            Positive("rounds", int.Parse(options["rounds"], CultureInfo.InvariantCulture)),
            TimeSpan.FromSeconds(Positive("seconds", double.Parse(options["seconds"], CultureInfo.InvariantCulture))),
            options["folder"],
            int.Parse(options["seed"], CultureInfo.InvariantCulture),
            text => Console.Error.WriteLine("  " + text)));
    }

    private static T Positive<T>(string name, T value) where T : System.Numerics.INumber<T> =>
        value > T.Zero ? value : throw new ArgumentException($"--{name} is {value}; more than zero is allowed");
}

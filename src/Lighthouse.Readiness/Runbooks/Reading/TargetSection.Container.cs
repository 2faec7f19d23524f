using System.Globalization;
using System.Text.RegularExpressions;
using Lighthouse.Readiness.Quantities;

namespace Lighthouse.Readiness.Runbooks.Reading;

internal sealed partial class TargetSection
{
    private const string HostNetwork = "host";
    private const double LeastMemory = 6 * 1024 * 1024;
    private static readonly string[] ContainerOnlyKeys = ["build_context", "network", "port", "memory", "processors", "processes"];
    private static readonly string[] ProcessOnlyKeys = ["working_folder", "program"];

    private ContainerTarget? ReadContainer()
    {
        Refuse(ProcessOnlyKeys, "a process; a container has what its image has.");
        var command = CommandSection.Read(map, "command", "'command' of the target", mistakes);
        var environment = Named(map, "environment", VariableName);
        if (map.Find("network") is null)
            Refuse(["services"], "a target on the machine's loopback, where its services are; a container is there with 'network: host'.");
        var services = Services(["port", "url", "data"]);
        HashSet<string> known = ["port", .. services.SelectMany(service => new[] { $"{service.Name}.port", $"{service.Name}.url" })];
        foreach (var text in command.Concat(environment.Values))
            RequireKnown(text, map.LocationOf("environment"), "the target", known);
        var port = Port(command.Concat(environment.Values));
        var limits = new ContainerLimits(Memory(), Processors(), Whole("processes", 1, 1_000_000, "a number of processes such as 200"));
        return Image() is not { } image ? null : new ContainerTarget(image, Health(map) ?? "/", Credentials(), map.Location)
        {
            Command = command, Environment = environment, Port = port, StartLimit = StartLimit(map), Limits = limits, Services = services,
        };
    }

    private ContainerImage? Image()
    {
        if (map.Find("dockerfile") is not null)
        {
            var file = Path.GetFullPath(map.Text("dockerfile", TextForm.Paragraph), folder);
            var context = map.Find("build_context") is null ? Path.GetDirectoryName(file) ?? folder : Path.GetFullPath(map.Text("build_context", TextForm.Paragraph), folder);
            return new BuiltImage(file, context);
        }

        Refuse(["build_context"], "an image that is built from a 'dockerfile'.");
        var reference = map.Text("image", TextForm.Sentence);
        if (ImageForm().IsMatch(reference))
            return new NamedImage(reference);
        if (reference.Length > 0)
            mistakes.Add(RunbookCodes.ContainerImage, map.LocationOf("image"), $"'image' is '{Shown.Short(reference)}'; allowed is a name such as shop:1.4, registry.example/shop@sha256:..., or an image's id.");
        return null;
    }

    private int? Port(IEnumerable<string> texts)
    {
        if (map.Find("network") is null)
        {
            if (map.Find("port") is not null)
                return Whole("port", 1, 65535, "the port on which the container listens, 1 to 65535");
            mistakes.Add(RunbookCodes.ContainerNetwork, map.Location, "a container needs 'port' (on which it listens inside), or 'network: host' (it listens on the machine's {port}).");
            return null;
        }

        if (map.Text("network", TextForm.Sentence) is var network && network != HostNetwork)
            mistakes.Add(RunbookCodes.ContainerNetwork, map.LocationOf("network"), $"'network' is '{Shown.Short(network)}'; allowed is host, or leave it out and give 'port'.");
        else if (map.Find("port") is not null)
            mistakes.Add(RunbookCodes.ContainerNetwork, map.LocationOf("port"), "'port' has no meaning with 'network: host'; tell the container its port by {port} in its command or environment.");
        else if (!texts.Any(text => text.Contains("{port}", StringComparison.Ordinal)))
            mistakes.Add(RunbookCodes.ContainerNetwork, map.LocationOf("network"), "with 'network: host' the command or the environment must tell the container its {port}.");
        return null;
    }

    private long? Memory()
    {
        if (map.Quantity("memory") is not { } memory)
            return null;
        if (memory.Unit.Dimension == Dimension.DataSize && memory.InBaseUnit is >= LeastMemory and <= 1e15)
            return (long)memory.InBaseUnit;
        mistakes.Add(RunbookCodes.Size, map.LocationOf("memory"), $"'memory' is {memory}; allowed is an amount from 6.3 MB on, such as '256 MB'.");
        return null;
    }

    private double? Processors()
    {
        if (map.Quantity("processors") is not { } processors)
            return null;
        if (processors.Unit == Unit.One && processors.InBaseUnit is >= 0.01 and <= 4096)
            return processors.InBaseUnit;
        mistakes.Add(RunbookCodes.Size, map.LocationOf("processors"), $"'processors' is {processors}; allowed is a number from 0.01 on, such as 1.5.");
        return null;
    }

    private int? Whole(string key, int least, int most, string allowed)
    {
        if (map.Quantity(key) is not { } number)
            return null;
        if (number.Unit == Unit.One && number.InBaseUnit >= least && number.InBaseUnit <= most && double.IsInteger(number.InBaseUnit))
            return (int)number.InBaseUnit;
        mistakes.Add(RunbookCodes.Size, map.LocationOf(key), string.Create(CultureInfo.InvariantCulture, $"'{key}' is {number}; allowed is {allowed}."));
        return null;
    }

    // No '-' and no space at the beginning: it becomes a word of a command line.
    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._/:@-]{0,254}\z")]
    private static partial Regex ImageForm();
}

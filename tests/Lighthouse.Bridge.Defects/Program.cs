using System.Text.Json;
using Lighthouse.Bridge;
using Lighthouse.Bridge.Defects;

if (args is ["--list"])
{
    Console.WriteLine(JsonSerializer.Serialize(DefectCatalogue.All.Select(defect => new { defect.Name, defect.CaughtBy, defect.Description })));
    return 0;
}

if (args is [var first, ..] && first.StartsWith("--defect=", StringComparison.Ordinal) && DefectCatalogue.Find(first["--defect=".Length..]) is { } chosen)
    return await BridgeHost.RunAsync(args[1..], chosen.Seed);

Console.Error.WriteLine($"LH7101: the first argument must be --list or --defect=NAME; names: {string.Join(", ", DefectCatalogue.All.Select(defect => defect.Name))}.");
return 2;

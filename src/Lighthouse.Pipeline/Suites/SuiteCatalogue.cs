using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Pipeline.Suites;

/// <summary>Which gates and metrics a suite says it feeds, read from its <c>[Gate("id", "metric", ...)]</c> attributes without loading it.</summary>
/// <param name="Feeds">Gate id to the metrics that its tests record.</param>
internal sealed record SuiteCatalogue(IReadOnlyDictionary<string, IReadOnlySet<string>> Feeds)
{
    private const string AttributeName = "GateAttribute";

    public static SuiteCatalogue Read(string assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly));
        var metadata = file.GetMetadataReader();
        var feeds = new Dictionary<string, IReadOnlySet<string>>();
        foreach (var (gate, metrics) in metadata.CustomAttributes
            .Select(metadata.GetCustomAttribute)
            .Where(attribute => NameOf(metadata, attribute) == AttributeName)
            .Select(ReadArguments))
        {
            feeds[gate] = feeds.TryGetValue(gate, out var known) ? known.Union(metrics).ToHashSet() : metrics.ToHashSet();
        }

        return new SuiteCatalogue(feeds);

        static (string Gate, IEnumerable<string> Metrics) ReadArguments(CustomAttribute attribute)
        {
            var value = attribute.DecodeValue(new AttributeTypes());
            var metrics = (System.Collections.Immutable.ImmutableArray<CustomAttributeTypedArgument<string>>)value.FixedArguments[1].Value!;
            return ((string)value.FixedArguments[0].Value!, metrics.Select(metric => (string)metric.Value!));
        }
    }

    /// <summary>What does not fit between a day of the runbook and its suite.</summary>
    public IReadOnlyList<RunbookError> Compare(Day day)
    {
        var errors = new List<RunbookError>();
        foreach (var gate in day.Gates)
        {
            HashSet<string> sourced = [.. gate.Sources.Select(source => source.Metric)];
            if (!Feeds.TryGetValue(gate.Id, out var metrics) && sourced.Count == 0)
            {
                errors.Add(new("LH5101", gate.Location, $"no test of {day.Suite} measures gate '{gate.Id}'; write one with [Gate(\"{gate.Id}\", ...)] or move the gate to 'planned'."));
                continue;
            }

            var fed = sourced.Union(metrics ?? new HashSet<string>()).ToList();
            errors.AddRange(gate.Criteria
                .Where(criterion => !fed.Contains(criterion.Metric))
                .Select(criterion => new RunbookError(
                    "LH5102", criterion.Location, $"no test of gate '{gate.Id}' in {day.Suite} feeds metric '{criterion.Metric}'; they feed: {string.Join(", ", fed.Order())}.")));
        }

        errors.AddRange(Feeds.Keys
            .Where(id => day.Gates.All(gate => gate.Id != id))
            .Select(id => new RunbookError("LH5103", day.Location, $"{day.Suite} has a test for gate '{id}', which {day.Name} does not list; its gates: {string.Join(", ", day.Gates.Select(gate => gate.Id))}.")));
        return errors;
    }

    private static string NameOf(MetadataReader metadata, CustomAttribute attribute)
    {
        if (attribute.Constructor.Kind != HandleKind.MemberReference)
            return "";
        var constructor = metadata.GetMemberReference((MemberReferenceHandle)attribute.Constructor);
        return constructor.Parent.Kind == HandleKind.TypeReference
            ? metadata.GetString(metadata.GetTypeReference((TypeReferenceHandle)constructor.Parent).Name)
            : "";
    }

    /// <summary>The types that the attribute's arguments have: strings only.</summary>
    private sealed class AttributeTypes : ICustomAttributeTypeProvider<string>
    {
        public string GetPrimitiveType(PrimitiveTypeCode typeCode) => typeCode.ToString();

        public string GetSystemType() => "System.Type";

        public string GetSZArrayType(string elementType) => $"{elementType}[]";

        public string GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) =>
            reader.GetString(reader.GetTypeDefinition(handle).Name);

        public string GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) =>
            reader.GetString(reader.GetTypeReference(handle).Name);

        public string GetTypeFromSerializedName(string name) => name;

        public PrimitiveTypeCode GetUnderlyingEnumType(string type) => PrimitiveTypeCode.Int32;

        public bool IsSystemType(string type) => type == "System.Type";
    }
}

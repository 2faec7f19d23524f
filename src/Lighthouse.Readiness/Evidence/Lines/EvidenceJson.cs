using System.Text.Json;
using System.Text.Json.Serialization;
using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Readiness.Evidence.Lines;

/// <summary>Strict JSON: an unknown, doubled or missing property, a null where none may be, or a property in other case is refused.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Strict,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    Converters = [typeof(QuantityConverter), typeof(DistributionConverter), typeof(WordConverter<TestOutcome>), typeof(WordConverter<SuiteEnding>), typeof(WordConverter<Severity>)])]
[JsonSerializable(typeof(EvidenceLine))]
internal sealed partial class EvidenceJson : JsonSerializerContext;

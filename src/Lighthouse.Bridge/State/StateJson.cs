using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Lighthouse.Bridge.State;

[JsonSerializable(typeof(JsonObject))]
internal sealed partial class StateJson : JsonSerializerContext;

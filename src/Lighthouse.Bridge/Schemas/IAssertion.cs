using System.Text.Json;

namespace Lighthouse.Bridge.Schemas;

/// <summary>One thing that a schema says of a value.</summary>
internal interface IAssertion
{
    /// <summary>What is wrong with the value at that place; null when nothing is. Each step is paid for from the effort.</summary>
    string? Problem(JsonElement value, string place, Effort effort);
}

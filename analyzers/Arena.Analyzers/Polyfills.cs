// What the language needs for records, init accessors, list patterns and x[^1], and netstandard2.0 lacks.
#pragma warning disable IDE0130 // The compiler looks for them in these namespaces.
namespace System.Runtime.CompilerServices
{
    internal static class IsExternalInit;
}

namespace System
{
    internal readonly struct Index(int value, bool fromEnd = false)
    {
        public int GetOffset(int length) => fromEnd ? length - value : value;

        public static implicit operator Index(int value) => new(value);
    }
}

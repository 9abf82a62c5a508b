using System.Runtime.CompilerServices;

namespace Arena.Fundamentals;

public class Getters
{
    [Exercise("0.0.1", "Partly given getter")]
    public int Part
    {
        get
        {
            var one = 1;
            // <solution>
            return one + one;
            // </solution>
        }
    }

    [Exercise("0.0.2", "Getter with an attribute")]
    public int Attributed
    {
        [MethodImpl(MethodImplOptions.NoInlining)]
        get { return 2; }
    }
}

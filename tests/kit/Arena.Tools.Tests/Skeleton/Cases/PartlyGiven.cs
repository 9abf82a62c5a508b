namespace Arena.Fundamentals;

public static class Training
{
    [Exercise("0.0.1", "Training loop")]
    public static double Train(double[] data, double rate)
    {
        var weight = 0.0;
        var losses = new List<double>();
        foreach (var value in data)
        {
            double loss;
            // <solution>
            var error = value - weight; // the residual
            loss = error * error;
            weight += rate * error;
            // </solution>
            losses.Add(loss);
        }

        // Given: what is reported.
        return losses.Average();
    }

    [Exercise("0.0.2", "Two gaps")]
    public static int Sign(int x)
    {
        if (x < 0)
        {
            // <solution>
            return -1;
            // </solution>
        }
        else
        {
            //<solution>
            if (x == 0) return 0;

            return 1;
            //</solution>
        }
    }

    [Exercise("0.0.3", "A gap in a switch and in a lambda")]
    public static Func<int, int> Choose(int x)
    {
        switch (x)
        {
            case 0:
                // <solution>
                return y => y;
                // </solution>
            default:
                return y =>
                {
                    // <solution>
                    return x * y;
                    // </solution>
                };
        }
    }
}
